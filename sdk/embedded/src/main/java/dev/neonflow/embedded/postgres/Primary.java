package dev.neonflow.embedded.postgres;

import java.util.function.Supplier;

/** The server that reads and writes a timeline. */
final class Primary implements Server {

  private final Supplier<Postmaster.Launch> launch;
  private final Runnable whenStarted;

  /**
   * Does nothing yet.
   *
   * @param launch asked at each start, for the data may come back after it was gone
   * @param whenStarted is told that the server has a new port
   */
  Primary(Supplier<Postmaster.Launch> launch, Runnable whenStarted) {
    this.launch = launch;
    this.whenStarted = whenStarted;
  }

  @Override
  public Postmaster start() {
    return Postmaster.start(launch.get());
  }

  @Override
  public void started() {
    whenStarted.run();
  }

  @Override
  public void ended() {}
}
