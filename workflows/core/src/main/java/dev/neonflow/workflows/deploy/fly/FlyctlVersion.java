package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.PreconditionException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version of flyctl. */
record FlyctlVersion(int major, int minor, int patch) implements Comparable<FlyctlVersion> {
  /** Older ones do not know {@code secrets sync}, or call {@code --primary-region} otherwise. */
  static final FlyctlVersion OLDEST = new FlyctlVersion(0, 3, 176);

  private static final Pattern TEXT = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");

  /** The first version in what {@code flyctl version} wrote. */
  static Optional<FlyctlVersion> in(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.find()
        ? Optional.of(
            new FlyctlVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  /**
   * Refuses one that will not do.
   *
   * @param only the one that was asked for, or null for any that is new enough
   */
  void check(@Nullable String only) {
    if (only != null && !in(only).filter(this::equals).isPresent()) {
      throw PreconditionException.state(
          "flyctl is version " + this + ", and version " + only + " is asked for",
          "install that version (in GitHub Actions: superfly/flyctl-actions/setup-flyctl with"
              + " version), or ask for this one",
          null);
    }
    if (compareTo(OLDEST) < 0) {
      throw PreconditionException.state(
          "flyctl is version " + this + ", and at least " + OLDEST + " is needed",
          "update it: fly version upgrade",
          null);
    }
  }

  @Override
  public int compareTo(FlyctlVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = Integer.compare(minor, other.minor);
    return byMajor != 0 ? byMajor : byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
