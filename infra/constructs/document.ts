import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { writeDocumentFiles } from './document-files.ts';
import { ServiceFunction } from './service-function.ts';

export interface DocumentProps {
  city: City;
  folder: string;
}

/** Tells what the API is. It knows who asks by the token, and has no way to anything of the city. */
export class Document extends ServiceFunction {
  constructor(scope: Construct, id: string, { city, folder }: DocumentProps) {
    super(scope, id, {
      city,
      folder,
      name: 'document',
      description: 'The document of the API',
      timeout: Duration.seconds(10),
      writeBeside: writeDocumentFiles,
    });
    this.tell({ SUBJECT_CLAIM: city.identity.subjectClaim });
  }
}
