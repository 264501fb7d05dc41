// Runs at CloudFront before a file of the console is looked for. What names no file is one of the console's own
// screens, which index.html shows.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  if (request.uri === '/') {
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/console/' } } };
  }
  if (!/\.[^/]+$/.test(request.uri)) request.uri = '/console/index.html';
  return request;
}
