package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A membership.
 *
 * @param id the membership's id, a UUID, other than the user's
 * @param userId the user's id
 * @param orgId the organization
 * @param role what the member may do
 * @param joinedAt since when
 */
public record Member(
    String id,
    @Json(name = "user_id") String userId,
    @Json(name = "org_id") String orgId,
    MemberRole role,
    @Json(name = "joined_at") @Nullable Instant joinedAt) {}
