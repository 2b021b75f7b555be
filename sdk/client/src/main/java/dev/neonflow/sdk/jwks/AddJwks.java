package dev.neonflow.sdk.jwks;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A set of public keys to be added to a project. Each method returns a changed copy.
 *
 * @param jwksUrl where the keys are, https
 * @param providerName who makes the tokens, such as {@code Clerk}
 * @param branchId the only branch it is for; null is all
 * @param jwtAudience what tokens must name as their audience; null is any
 * @param skipRoleCreation whether no roles are made for it; for Neon RLS only
 */
public record AddJwks(
    @Json(name = "jwks_url") String jwksUrl,
    @Json(name = "provider_name") String providerName,
    @Json(name = "branch_id") @Nullable String branchId,
    @Json(name = "jwt_audience") @Nullable String jwtAudience,
    @Json(name = "skip_role_creation") @Nullable Boolean skipRoleCreation) {
  /** Refuses what cannot be sent. */
  public AddJwks {
    Checks.given(jwksUrl, "jwksUrl");
    Checks.given(providerName, "providerName");
    Checks.requireText(branchId, "branchId");
    Checks.requireText(jwtAudience, "jwtAudience");
  }

  /** The keys at this URL, of this provider. */
  public static AddJwks of(String jwksUrl, String providerName) {
    return new AddJwks(jwksUrl, providerName, null, null, null);
  }

  /** For this branch only. */
  public AddJwks branchId(String id) {
    return new AddJwks(
        jwksUrl, providerName, Checks.present(id, "branchId"), jwtAudience, skipRoleCreation);
  }

  /** Only for tokens with this audience. */
  public AddJwks jwtAudience(String audience) {
    return new AddJwks(
        jwksUrl, providerName, branchId, Checks.present(audience, "jwtAudience"), skipRoleCreation);
  }

  /** Makes no roles for it, or does. For Neon RLS only. */
  public AddJwks skipRoleCreation(boolean skip) {
    return new AddJwks(jwksUrl, providerName, branchId, jwtAudience, skip);
  }
}
