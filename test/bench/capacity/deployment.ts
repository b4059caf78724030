import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { FUNCTION_NAMES, type FunctionName } from '../../../infra/constructs/service-function.ts';
import { trialCity } from '../../infra/cities.ts';
import { onlyResourceOf, resourcesOf, synthesise, type Template } from '../../infra/templates.ts';

/** What the templates say that costs money, or takes time. */
export interface Deployment {
  /** Megabytes, by function. */
  memory: Record<FunctionName, number>;
  keys: number;
  /** Metrics that alarms watch: each is billed. */
  alarmMetrics: number;
  alarms: number;
  dashboards: number;
  logRetentionDays: number;
  /** Seconds after which a run of the sweep is ended. */
  sweepSeconds: number;
  /** Requests a second that the API takes. */
  throttle: { rate: number; burst: number };
  /** What API Gateway makes of an answer. */
  ofRequest(
    route: string,
    answer: APIGatewayProxyStructuredResultV2,
  ): { accessLogBytes: number; sentBytes: number };
}

/** A city in use keeps its logs so long. */
const LOG_RETENTION_DAYS = 180;

export const deployment = (): Deployment => {
  const { data, service, operations } = synthesise('trial', trialCity);
  const functions = resourcesOf(service, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);
  const named = (name: string) =>
    functions.find(({ Environment }) => Environment?.Variables?.POWERTOOLS_SERVICE_NAME === name)!;
  const all = (type: string) =>
    [data, service, operations].flatMap((template: Template) => resourcesOf(template, type));
  const alarms = all('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
  const { AccessLogSettings, DefaultRouteSettings } = onlyResourceOf(
    service,
    'AWS::ApiGatewayV2::Stage',
  ).Properties;
  return {
    memory: Object.fromEntries(
      FUNCTION_NAMES.map((name) => [name, named(name).MemorySize as number]),
    ) as Record<FunctionName, number>,
    keys: all('AWS::KMS::Key').length,
    alarms: alarms.length,
    alarmMetrics: alarms.reduce(
      (sum, { Metrics }) =>
        sum +
        ((Metrics as { MetricStat?: object }[] | undefined)?.filter(({ MetricStat }) => MetricStat).length ??
          1),
      0,
    ),
    dashboards: all('AWS::CloudWatch::Dashboard').length,
    logRetentionDays: LOG_RETENTION_DAYS,
    sweepSeconds: named('sweep').Timeout,
    throttle: {
      rate: DefaultRouteSettings.ThrottlingRateLimit,
      burst: DefaultRouteSettings.ThrottlingBurstLimit,
    },
    ofRequest: (route, { statusCode, headers, body = '' }) => {
      const sent = Buffer.byteLength(body);
      const told: Record<string, string> = {
        requestId: 'JKJaXmPLvHcESHA=',
        requestTime: '02/Mar/2026:01:00:00 +0000',
        routeKey: route,
        status: String(statusCode),
        responseLength: String(sent),
        responseLatency: '128',
        integrationLatency: '125',
        integrationErrorMessage: '-',
        'authorizer.error': '-',
      };
      const line = (AccessLogSettings.Format as string).replaceAll(
        /\$context\.([\w.]+)/g,
        (_, name: string) => told[name] ?? '-',
      );
      const head = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
      return {
        accessLogBytes: Buffer.byteLength(line),
        sentBytes: sent + Buffer.byteLength(head.join('')),
      };
    },
  };
};
