package dev.neonflow.workflows.temporal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a JVM takes, in MB. */
final class Memory {

  private static final long KB_IN_MB = 1024;

  private Memory() {}

  /** What Linux says is resident of a process. */
  static long rss(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KB_IN_MB)
        .findFirst()
        .orElseThrow();
  }

  /** What is alive in this JVM. */
  static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() / (KB_IN_MB * KB_IN_MB);
  }
}
