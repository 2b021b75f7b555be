package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.roles.CreateRole;
import dev.neonflow.sdk.roles.Role;
import java.util.List;

/** The envelopes around roles. Public because Moshi builds them. */
public final class RolesWire {
  private RolesWire() {}

  /** Answer of the role list. */
  public record Roles(List<Role> roles) {}

  /** Answer of one role. */
  public record OneRole(Role role) {}

  /** A role's creation. */
  public record CreateBody(CreateRole role) {}

  /** Answer with a role's password. */
  public record Password(Secret password) {}
}
