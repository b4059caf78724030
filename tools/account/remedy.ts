/** What to do about errors of the AWS SDK that a first attempt meets. */
export const remedyOf = ({ name, message }: Error): string | undefined => {
  if (message === 'Region is missing')
    return 'No AWS Region is known: write "region" into the city\'s city.json, or set AWS_REGION.';
  switch (name) {
    case 'CredentialsProviderError':
      return 'No AWS credentials were found: sign in ("aws sso login"), set AWS_PROFILE, or set the keys as AWS_ variables.';
    case 'ExpiredTokenException':
    case 'ExpiredToken':
      return 'The AWS credentials have expired: sign in again.';
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
      return 'AWS does not know the credentials in this Region: accounts of AWS China and of AWS elsewhere are separate.';
    case 'AccessDenied':
    case 'AccessDeniedException':
      return `The AWS credentials lack a permission: ${message}`;
    default:
      return undefined;
  }
};
