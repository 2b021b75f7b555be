package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import dev.neonflow.embedded.control.Role;
import org.jspecify.annotations.Nullable;

/**
 * A role on the wire.
 *
 * @param password only where it was just made
 */
public record WireRole(
    @Json(name = "branch_id") String branchId,
    String name,
    @Nullable String password,
    @Json(name = "protected") boolean isProtected,
    @Json(name = "created_at") String createdAt,
    @Json(name = "updated_at") String updatedAt) {

  static WireRole of(String branchId, Role role, @Nullable String password) {
    return new WireRole(
        branchId,
        role.name(),
        password,
        false,
        Wire.text(role.createdAt()),
        Wire.text(role.updatedAt()));
  }

  @Override
  public String toString() {
    return "WireRole[" + name + "]";
  }
}
