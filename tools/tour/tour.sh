#!/usr/bin/env bash
# Pictures of every page: phone and desktop, light and dark, English and Korean. Usage: tools/tour/tour.sh [folder]
set -euo pipefail
cd "$(dirname "$0")/../.."
IRIS_TOUR=$(realpath -m "${1:-tour}") dotnet test WebApp.Tests --filter "FullyQualifiedName~SiteTourTests" --nologo
