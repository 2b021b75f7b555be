package dev.neonflow.sdk.organizations;

import dev.neonflow.sdk.values.Checks;

/**
 * Somebody to be invited.
 *
 * @param email whom; Neon writes to this address
 * @param role what the member will be allowed to do
 */
public record CreateInvitation(String email, MemberRole role) {

  /** Refuses what cannot be sent. */
  public CreateInvitation {
    Checks.given(email, "email");
    Checks.requireKnown(Checks.present(role, "role"), "role");
  }

  /** Invites this address to this role. */
  public static CreateInvitation of(String email, MemberRole role) {
    return new CreateInvitation(email, role);
  }
}
