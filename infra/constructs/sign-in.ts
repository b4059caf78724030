import { Aws } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { City } from '../city.ts';
import { removalPolicyOfRefusing } from './removal-policy.ts';

export interface SignInProps {
  city: City;
}

/** Who may call: the tokens of an OIDC issuer that the city names, or of a user pool made here. */
export class SignIn extends Construct {
  readonly authorizer: IHttpRouteAuthorizer;
  /** Outputs that name the pool and its client; none where the city names an issuer. */
  readonly outputs: Record<string, string>;

  constructor(scope: Construct, id: string, { city }: SignInProps) {
    super(scope, id);
    if (city.identity.kind === 'oidc') {
      this.authorizer = new HttpJwtAuthorizer('Token', city.identity.issuer, {
        jwtAudience: [...city.identity.audience],
      });
      this.outputs = {};
      return;
    }
    const userPool = new UserPool(this, 'Users', {
      // Accounts come from the city's staff office, not from whoever finds the address.
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      deletionProtection: city.protect,
      removalPolicy: removalPolicyOfRefusing(city.protect),
    });
    const client = userPool.addClient('Client', {
      authFlows: { userSrp: true, adminUserPassword: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
    });
    // What the pool's attribute ProviderURL says; MiniStack does not know the attribute.
    const issuer = `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${userPool.userPoolId}`;
    this.authorizer = new HttpJwtAuthorizer('Token', issuer, {
      jwtAudience: [client.userPoolClientId],
    });
    this.outputs = { UserPoolId: userPool.userPoolId, UserPoolClientId: client.userPoolClientId };
  }
}
