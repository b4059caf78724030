import { ulid } from 'ulid';
import { environment, listInJson, text } from '#shared/environment.ts';
import { openServices, type Services } from '#shared/services.ts';
import { openSecretKeeper, type SecretKeeper } from '#shared/webhooks/secrets.ts';
import { newSecret } from './new-secret.ts';

/** What the operations on webhooks work with. Tests pass their own. */
export interface WebhooksServices extends Services {
  secrets: SecretKeeper;
  /** Hosts of the city's own network that a webhook may lead to. */
  listedHosts: readonly string[];
  newId: () => string;
  newSecret: () => string;
}

export const openWebhooksServices = (): WebhooksServices => {
  const { WEBHOOK_SECRETS, WEBHOOK_HOSTS } = environment({
    WEBHOOK_SECRETS: text,
    WEBHOOK_HOSTS: listInJson,
  });
  return {
    ...openServices(),
    secrets: openSecretKeeper(WEBHOOK_SECRETS),
    listedHosts: WEBHOOK_HOSTS,
    newId: () => ulid(),
    newSecret,
  };
};
