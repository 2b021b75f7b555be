package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The user behind a membership.
 *
 * @param email the address
 * @param hasMfa whether a second factor is set up
 * @param deactivatedAt since when the account is out of use; null on one that is in use
 */
public record MemberUser(
    String email,
    @Json(name = "has_mfa") @Nullable Boolean hasMfa,
    @Json(name = "deactivated_at") @Nullable Instant deactivatedAt) {}
