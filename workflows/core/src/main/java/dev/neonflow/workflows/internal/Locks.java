package dev.neonflow.workflows.internal;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.ConnectionUri;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the locks of keys are.
 *
 * @param directory for those who see this directory
 * @param database for those who see this database, or null if there is none
 * @param scheduler what signs of life run on
 */
public record Locks(Path directory, @Nullable ConnectionUri database, Scheduler scheduler) {

  /**
   * The lock of one key, not taken yet.
   *
   * @param holder who takes it, for the message that others get
   * @param onLost is told why if it gets lost while it is held
   */
  public KeyLock lock(String key, String holder, Consumer<String> onLost) {
    AdvisoryLock remote =
        database == null ? null : new AdvisoryLock(database, scheduler, key, holder, onLost);
    return new KeyLock(directory, key, holder, remote);
  }
}
