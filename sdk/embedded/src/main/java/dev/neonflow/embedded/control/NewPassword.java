package dev.neonflow.embedded.control;

import java.util.Optional;

/**
 * A role and the password that it gets.
 *
 * @param password secret; empty if the role may not log in
 */
public record NewPassword(Role role, Optional<String> password) {

  @Override
  public String toString() {
    return "NewPassword[" + role.name() + ", ***]";
  }
}
