package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;
import java.time.Instant;

/**
 * An invitation, open or accepted.
 *
 * @param id its id, a UUID
 * @param email whom it went to
 * @param orgId the organization
 * @param invitedBy the id of the user who invited
 * @param invitedAt when
 * @param role what the member will be allowed to do
 */
public record Invitation(
    String id,
    String email,
    @Json(name = "org_id") String orgId,
    @Json(name = "invited_by") String invitedBy,
    @Json(name = "invited_at") Instant invitedAt,
    MemberRole role) {}
