import { Duration } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { City } from '../city.ts';
import { removalPolicy } from './removal-policy.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * The files of a city's cases: private, encrypted under a key of its own, every version kept, every access noted in a
 * bucket beside it. Clients reach it with the signed links of the attachments function and in no other way: they upload drafts,
 * which lapse, and fetch what lies with cases.
 */
export class AttachmentBucket extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, { city }: { city: City }) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Gridward: files of cases',
      enableKeyRotation: true,
      removalPolicy: removalPolicy(city.protect),
    });
    const common = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      removalPolicy: removalPolicy(city.protect),
    };
    const accessLog = new Bucket(this, 'AccessLog', {
      ...common,
      // S3 delivers logs to no bucket under a key of the customer's:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(city.logRetentionDays) }],
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...common,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      // One data key serves many files: a thousandth of the calls to KMS.
      bucketKeyEnabled: true,
      versioned: true,
      // The CDK's own types disagree under exactOptionalPropertyTypes.
      serverAccessLogsBucket: accessLog as IBucket,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
        // What nobody has used a day after its upload is used no more: `DRAFT_HOURS` of the functions.
        {
          prefix: 'drafts/',
          expiration: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(1),
        },
        { prefix: 'drafts/', expiredObjectDeleteMarker: true },
      ],
      ...(city.webOrigins && {
        cors: [
          {
            allowedOrigins: [...city.webOrigins],
            allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
            allowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256', 'x-amz-meta-sha256'],
          },
        ],
      }),
    });
  }

  /** Lets a function take files that were uploaded into cases. Files and drafts are not deleted by any function. */
  allowUse(user: ServiceFunction): void {
    user.tell({
      ATTACHMENTS_BUCKET: this.bucket.bucketName,
      ATTACHMENTS_HOST: this.bucket.bucketRegionalDomainName,
    });
    user.allow(['s3:GetObject'], [this.bucket.arnForObjects('drafts/*')]);
    user.allow(['s3:PutObject'], [this.bucket.arnForObjects('cases/*')]);
    // Whoever may not list a bucket is told "access denied" of a file that is not there, as of one that is refused.
    user.allow(['s3:ListBucket'], [this.bucket.bucketArn]);
    user.allow(['kms:GenerateDataKey', 'kms:Decrypt'], [this.key.keyArn]);
  }

  /** Lets a function sign links that upload drafts and fetch the files of cases. */
  allowLinks(user: ServiceFunction): void {
    user.allow(['s3:PutObject'], [this.bucket.arnForObjects('drafts/*')]);
    user.allow(['s3:GetObject'], [this.bucket.arnForObjects('cases/*')]);
  }
}
