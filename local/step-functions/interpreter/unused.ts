// What aws-local-stepfunctions imports and must never use here; see entry.ts.

function unused(): never {
  throw new TypeError('every Task state has a handler, and every definition has been validated');
}

export {
  unused as default,
  unused as fromCognitoIdentityPool,
  unused as InvokeCommand,
  unused as LambdaClient,
};
