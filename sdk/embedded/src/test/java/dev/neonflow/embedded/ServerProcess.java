package dev.neonflow.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** An embedded Neon in a process of its own, which can be killed. */
final class ServerProcess {

  private ServerProcess() {}

  /** Serves the directory that is its argument until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedNeon.start(
        EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).dataDir(Path.of(arguments[0])));
    new CountDownLatch(1).await();
  }

  static Process start(Path home, Path log) throws IOException {
    return new ProcessBuilder(Jvm.command(ServerProcess.class, home.toString()))
        .redirectErrorStream(true)
        .redirectOutput(new File(log.toString()))
        .start();
  }
}
