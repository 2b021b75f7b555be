package dev.neonflow.sdk.apikeys;

import java.util.List;
import java.util.Optional;

/**
 * The API keys of the user. Thread-safe. Needs a personal API key; those of an organization are at
 * {@link dev.neonflow.sdk.organizations.OrganizationsApi}. Methods throw a {@link
 * dev.neonflow.sdk.error.NeonException}.
 */
public interface ApiKeysApi {

  /**
   * All keys of the user that are not revoked, without the keys themselves.
   *
   * @see <a href="https://api-docs.neon.tech/reference/listapikeys">listApiKeys</a>
   */
  List<ApiKey> list();

  /**
   * Makes a key that may do what the user may. Its answer is the only place that shows the key.
   *
   * @throws dev.neonflow.sdk.error.AmbiguousWriteException if the answer was lost: there may be a
   *     key of this name in the list that nobody knows; revoke it
   * @see <a href="https://api-docs.neon.tech/reference/createapikey">createApiKey</a>
   */
  ApiKeyCreated create(CreateApiKey request);

  /**
   * Makes a key useless for good.
   *
   * @return the key; empty if Neon's answer was lost and the key is no longer there
   * @throws dev.neonflow.sdk.error.NotFoundException if there is no such key
   * @see <a href="https://api-docs.neon.tech/reference/revokeapikey">revokeApiKey</a>
   */
  Optional<ApiKeyRevoked> revoke(long keyId);
}
