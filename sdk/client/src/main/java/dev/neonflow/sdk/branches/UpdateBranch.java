package dev.neonflow.sdk.branches;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a branch: only what is set changes. Each method returns a changed copy.
 *
 * @param name the new name; null keeps the old
 * @param expiry what becomes of the expiry time
 * @param expiresAt the new expiry time, with {@link Expiry#SET} only
 * @param isProtected the new protection; null keeps the old
 */
public record UpdateBranch(
    @Nullable String name,
    Expiry expiry,
    @Nullable Instant expiresAt,
    @Nullable Boolean isProtected) {

  /** What becomes of the expiry time. */
  public enum Expiry {
    /** Stays as it is: the field is not sent. */
    KEEP,
    /** Gets a new value. */
    SET,
    /** Goes away: null is sent. */
    CLEAR
  }

  /** Refuses a time without {@link Expiry#SET} and the reverse. */
  public UpdateBranch {
    if ((expiry == Expiry.SET) != (expiresAt != null)) {
      throw new IllegalArgumentException("expiry " + expiry + " with expiresAt " + expiresAt);
    }
  }

  /** Changes nothing yet. */
  public static UpdateBranch create() {
    return new UpdateBranch(null, Expiry.KEEP, null, null);
  }

  /** Renames it. */
  public UpdateBranch name(String name) {
    return new UpdateBranch(name, expiry, expiresAt, isProtected);
  }

  /** Lets Neon delete it at this time, at most 30 days ahead, in whole seconds. */
  public UpdateBranch expiresAt(Instant time) {
    return new UpdateBranch(name, Expiry.SET, time, isProtected);
  }

  /** Keeps it until somebody deletes it. */
  public UpdateBranch neverExpires() {
    return new UpdateBranch(name, Expiry.CLEAR, null, isProtected);
  }

  /** Guards it against deletion and reset, or no longer does. */
  public UpdateBranch protectedBranch(boolean guarded) {
    return new UpdateBranch(name, expiry, expiresAt, guarded);
  }
}
