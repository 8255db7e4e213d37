# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends nodejs npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
# The same targets as `dotnet run`: they restore the npm packages and put the native libraries and the weights beside the program.
RUN dotnet publish WebApp -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# For the health check.
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home iris \
 && install -d -o iris -g iris -m 0700 /data
COPY --from=build /app /app
USER iris
WORKDIR /app
ENV ASPNETCORE_URLS=http://+:5080 \
    Data__Folder=/data
VOLUME /data
EXPOSE 5080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD curl --fail --silent http://localhost:5080/health/ready || exit 1
ENTRYPOINT ["dotnet", "Iris.dll"]
