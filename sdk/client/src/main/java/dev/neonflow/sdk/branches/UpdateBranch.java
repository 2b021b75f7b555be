package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Change;
import dev.neonflow.sdk.values.Checks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a branch: only what is set changes. Each method returns a changed copy.
 *
 * @param name the new name, at most 256 characters; null keeps the old
 * @param expiresAt what becomes of the time at which Neon deletes it
 * @param isProtected the new protection; null keeps the old
 */
public record UpdateBranch(
    @Nullable String name,
    @Json(name = "expires_at") Change<Instant> expiresAt,
    @Json(name = "protected") @Nullable Boolean isProtected) {

  /** Refuses a name that no branch can have. */
  public UpdateBranch {
    Checks.requireName(name, CreateBranch.LONGEST_NAME, "the new name");
  }

  /** Changes nothing yet. */
  public static UpdateBranch create() {
    return new UpdateBranch(null, Change.keep(), null);
  }

  /** Renames it. */
  public UpdateBranch name(String name) {
    return new UpdateBranch(Checks.present(name, "name"), expiresAt, isProtected);
  }

  /** Lets Neon delete it at this time, at most 30 days ahead, in whole seconds. */
  public UpdateBranch expiresAt(Instant time) {
    return new UpdateBranch(name, Change.to(Checks.present(time, "expiresAt")), isProtected);
  }

  /** Keeps it until somebody deletes it. */
  public UpdateBranch neverExpires() {
    return new UpdateBranch(name, Change.clear(), isProtected);
  }

  /** Guards it against deletion and reset, or no longer does. */
  public UpdateBranch protectedBranch(boolean guarded) {
    return new UpdateBranch(name, expiresAt, guarded);
  }
}
