package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.PreconditionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed.
 *
 * @param directory where the application is, in which {@code flyctl} runs
 * @param config Fly's configuration file, relative to the directory, or null for the {@code
 *     fly.toml}, {@code fly.json} or {@code fly.yaml} in it
 * @param image an image that is there already, or null to build one from the directory
 * @param buildArgs values for the build by name; everybody on the machine sees them, so no secrets
 * @param options further options of {@code flyctl deploy}, one each, for example {@code --detach}
 */
public record FlyBuild(
    Path directory,
    @Nullable String config,
    @Nullable String image,
    Map<String, String> buildArgs,
    List<String> options) {

  /** Options that say what is said elsewhere, and which of it. */
  private static final Map<String, String> SAID_ELSEWHERE =
      Map.of(
          "-a", "the app's name",
          "--app", "the app's name",
          "-c", "the configuration file",
          "--config", "the configuration file",
          "-i", "the image",
          "--image", "the image");

  /** Options with secrets for everybody on the machine to read. */
  private static final Set<String> REVEALING = Set.of("-t", "--access-token", "--build-secret");

  private static final Pattern DATABASE =
      Pattern.compile("(-e=?|--env=)?DATABASE_URL(_[A-Z]+)?=.*", Pattern.DOTALL);

  /** Copies the collections. */
  public FlyBuild {
    buildArgs = Map.copyOf(buildArgs);
    options = List.copyOf(options);
    options.forEach(FlyBuild::check);
  }

  /** The names in the order of the alphabet, so that the same is always written the same. */
  Map<String, String> sortedBuildArgs() {
    return new TreeMap<>(buildArgs);
  }

  boolean hasOption(String name) {
    return options.stream().anyMatch(option -> name(option).equals(name));
  }

  private static void check(String option) {
    Optional<String> elsewhere = Optional.ofNullable(SAID_ELSEWHERE.get(name(option)));
    if (elsewhere.isPresent()) {
      throw PreconditionException.usage(
          "the option " + name(option) + " of flyctl deploy would change " + elsewhere.get(),
          "leave it out, and say it where Neonflow is told about " + elsewhere.get());
    }
    if (REVEALING.contains(name(option))) {
      throw PreconditionException.usage(
          "the option " + name(option) + " of flyctl deploy shows a secret in its arguments",
          name(option).equals("--build-secret")
              ? "build the image with docker build --secret, push it, and deploy that image"
              : "let FLY_API_TOKEN hold the token");
    }
    if (DATABASE.matcher(option).matches()) {
      throw PreconditionException.usage(
          "an option of flyctl deploy sets DATABASE_URL, which leads to the branch",
          "leave it out, and give it another name if the application needs another database");
    }
  }

  /** Also of {@code --name=value}. */
  private static String name(String option) {
    int end = option.indexOf('=');
    String name = end < 0 ? option : option.substring(0, end);
    // A short option may have its value right behind it.
    return name.matches("-[a-zA-Z].+") ? name.substring(0, 2) : name;
  }
}
