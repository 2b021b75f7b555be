package dev.neonflow.sdk.roles;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A database role of a branch.
 *
 * @param branchId the branch it is in
 * @param name its name
 * @param password its password, in the few answers that carry it
 * @param isProtected whether Neon guards it against changes; null if Neon does not say
 * @param authenticationMethod how it logs in; null if Neon does not say
 * @param createdAt when it was made; on a child branch the time of the parent's
 * @param updatedAt when it changed last
 */
public record Role(
    @Json(name = "branch_id") String branchId,
    String name,
    @Nullable Secret password,
    @Json(name = "protected") @Nullable Boolean isProtected,
    @Json(name = "authentication_method") @Nullable AuthenticationMethod authenticationMethod,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt) {}
