package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to the computes of a project.
 *
 * @param ips addresses, ranges and networks such as {@code 10.0.0.0/8}; empty or null is everybody
 * @param protectedBranchesOnly whether only protected branches are guarded like this
 */
public record AllowedIps(
    @Nullable List<String> ips,
    @Json(name = "protected_branches_only") @Nullable Boolean protectedBranchesOnly) {
  /** Copies the list. */
  public AllowedIps {
    ips = ips == null ? null : List.copyOf(ips);
  }

  /** Everybody. */
  public static AllowedIps everybody() {
    return new AllowedIps(List.of(), null);
  }

  /** Only these addresses, ranges and networks. */
  public static AllowedIps only(List<String> ips) {
    if (Checks.present(ips, "ips").isEmpty()) {
      throw new IllegalArgumentException("no address is everybody, to Neon: say everybody()");
    }
    return new AllowedIps(ips, null);
  }

  /** Guards protected branches only, or all. */
  public AllowedIps protectedBranchesOnly(boolean only) {
    return new AllowedIps(ips, only);
  }
}
