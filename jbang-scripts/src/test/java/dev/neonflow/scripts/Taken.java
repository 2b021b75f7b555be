package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a command took, several times. */
final class Taken {

  private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+\\.\\d+)s");

  private final List<One> all = new ArrayList<>();

  /**
   * One run.
   *
   * @param wall milliseconds until it ended
   * @param cpu milliseconds of the processors, of it and its children
   */
  record One(double wall, double cpu) {}

  void add(One one) {
    all.add(one);
  }

  /** Runs a line of shell, which must succeed. */
  static One run(Path directory, Map<String, String> environment, String line) throws Exception {
    long begin = System.nanoTime();
    // The shell tells what it and what it waited for used.
    Ended ended =
        Child.run(
            directory,
            environment,
            List.of("sh", "-c", "{ " + line + "; } >/dev/null || exit; times"));
    double wall = Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1e6;
    assertEquals(0, ended.exitCode(), line + ": " + ended);
    double cpu = 0;
    Matcher times = TIME.matcher(ended.out());
    while (times.find()) {
      cpu += Integer.parseInt(times.group(1)) * 60_000 + Double.parseDouble(times.group(2)) * 1000;
    }
    return new One(wall, cpu);
  }

  double wall() {
    return median(One::wall);
  }

  double cpu() {
    return median(One::cpu);
  }

  private double median(ToDoubleFunction<One> figure) {
    return sorted(figure)[all.size() / 2];
  }

  private double[] sorted(ToDoubleFunction<One> figure) {
    return all.stream().mapToDouble(figure).sorted().toArray();
  }

  @Override
  public String toString() {
    return spread(One::wall) + ", " + spread(One::cpu);
  }

  private String spread(ToDoubleFunction<One> figure) {
    double[] sorted = sorted(figure);
    return String.format(
        Locale.ROOT, "%.0f (%.0f-%.0f) ms", median(figure), sorted[0], sorted[sorted.length - 1]);
  }
}
