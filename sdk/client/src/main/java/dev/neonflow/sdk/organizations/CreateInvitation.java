package dev.neonflow.sdk.organizations;

/**
 * Somebody to be invited.
 *
 * @param email whom; Neon writes to this address
 * @param role what the member will be allowed to do
 */
public record CreateInvitation(String email, MemberRole role) {

  /** Refuses what cannot be sent. */
  public CreateInvitation {
    if (email.isBlank()) {
      throw new IllegalArgumentException("email is empty");
    }
    if (role == MemberRole.UNKNOWN) {
      throw new IllegalArgumentException("role UNKNOWN cannot be asked for");
    }
  }

  /** Invites this address to this role. */
  public static CreateInvitation of(String email, MemberRole role) {
    return new CreateInvitation(email, role);
  }
}
