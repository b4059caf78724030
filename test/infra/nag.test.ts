import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../../infra/build-app.ts';
import { nagSuppressions } from '../../infra/nag-suppressions.ts';
import { chineseCity, trialCity } from './cities.ts';
import { synthesise } from './templates.ts';

describe('cdk-nag', () => {
  it.each([
    ['trial', trialCity],
    ['nantong', chineseCity],
  ] as const)(
    'finds nothing in the stacks of %s but what nag-suppressions.ts answers',
    (folder, city) => {
      const nag = synthesise(folder, city).report.pluginReports.find(
        ({ pluginName }) => pluginName === 'AwsSolutions',
      )!;
      expect(nag.conclusion).toBe('success');
      expect(nag.violations).toEqual([]);

      const { service, data } = buildApp(folder, city, { bundling: false });
      const answered = nagSuppressions(service, data).map(
        ({ path, finding }) => `${service.stackName}/${path} ${finding}`,
      );
      expect(answered.length).toBeGreaterThan(5);
      expect(
        new Set(
          nag.suppressedViolations.map(({ acknowledgedAt, ruleName }) => `${acknowledgedAt} ${ruleName}`),
        ),
      ).toEqual(new Set(answered));
    },
    60_000,
  );

  it('gives every suppression a reason that says something', () => {
    const { service, data } = buildApp('trial', trialCity, { bundling: false });
    for (const { reason } of nagSuppressions(service, data)) expect(reason).toMatch(/^[A-Z].{40,}\.$/);
  }, 60_000);

  it('ends the synthesis on any other finding', () => {
    const { app, service } = buildApp('trial', trialCity, { bundling: false });
    new Bucket(service, 'Open');
    expect(() => app.synth()).toThrow('AwsSolutions-S1');
  }, 60_000);
});
