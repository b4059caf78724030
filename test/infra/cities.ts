import type { City } from '../../infra/city.ts';

/** A city outside China that makes its own user pool and may be deleted. */
export const trialCity: City = {
  name: { 'zh-CN': '试点市', en: 'Trial' },
  code: '3206',
  region: 'us-east-1',
  identity: { kind: 'cognitoPool', subjectClaim: 'cognito:username' },
  protect: false,
  logRetentionDays: 7,
  apiTags: { 'ms-custom-id': 'gridward' },
};

/** A city in use in the Beijing Region. */
export const chineseCity: City = {
  name: { 'zh-CN': '南通市', en: 'Nantong' },
  code: '3206',
  account: '111122223333',
  region: 'cn-north-1',
  identity: { kind: 'oidc', issuer: 'https://id.example.cn', audience: ['gridward'], subjectClaim: 'sub' },
  protect: true,
  logRetentionDays: 180,
  alarmEmail: 'duty@example.cn',
};
