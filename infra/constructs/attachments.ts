import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { AttachmentBucket } from './attachment-bucket.ts';
import type { CityTables } from './city-tables.ts';
import { COMMIT, QUERY, READ_TOGETHER } from './encrypted-table.ts';

export interface AttachmentsProps extends CityTables {
  bucket: AttachmentBucket;
}

/** Takes and hands out the files of cases, by signed links. */
export class Attachments extends ApiFunction {
  constructor(scope: Construct, id: string, props: AttachmentsProps) {
    super(scope, id, { ...props, name: 'attachments', description: 'Files of cases' });
    props.cases.allow(this, [READ_TOGETHER, ...COMMIT, QUERY]);
    props.bucket.allowUse(this);
    props.bucket.allowLinks(this);
  }
}
