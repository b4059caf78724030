import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { AttachmentBucket } from './attachment-bucket.ts';
import type { CityTables } from './city-tables.ts';
import { COMMIT, READ_TOGETHER } from './encrypted-table.ts';

/** Carries out people's commands. */
export class Actions extends ApiFunction {
  constructor(scope: Construct, id: string, props: CityTables & { bucket: AttachmentBucket }) {
    super(scope, id, { ...props, name: 'actions', description: "People's commands on cases" });
    props.cases.allow(this, [READ_TOGETHER, ...COMMIT]);
    props.bucket.allowUse(this);
  }
}
