import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { AttachmentBucket } from './attachment-bucket.ts';
import type { CityTables } from './city-tables.ts';
import { COMMIT, READ_TOGETHER } from './encrypted-table.ts';

/** Files what is reported. */
export class Intake extends ApiFunction {
  constructor(scope: Construct, id: string, props: CityTables & { bucket: AttachmentBucket }) {
    super(scope, id, { ...props, name: 'intake', description: 'Files cases' });
    props.cases.allow(this, [READ_TOGETHER, ...COMMIT]);
    props.bucket.allowUse(this);
  }
}
