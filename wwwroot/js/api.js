// Shows the OpenAPI document with Swagger UI, which lies in its package.
const element = document.getElementById('api');
globalThis.SwaggerUIBundle({ url: element.dataset.document, domNode: element, validatorUrl: null, tryItOutEnabled: true });
