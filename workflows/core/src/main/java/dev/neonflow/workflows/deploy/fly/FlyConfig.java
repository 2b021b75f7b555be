package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fly's configuration file.
 *
 * @param file where it is
 * @param text what it says
 */
record FlyConfig(Path file, String text) {
  private static final List<String> USUAL = List.of("fly.toml", "fly.json", "fly.yaml");

  /** The app's name, where it is: before any table of TOML, or as a member of JSON or YAML. */
  private static final Pattern APP =
      Pattern.compile(
          "(?m)^\\s*\"?app\"?\\s*[=:]\\s*[\"']?([A-Za-z0-9_-]+)[\"']?\\s*,?\\s*(#.*)?$");

  private static final Pattern TABLE = Pattern.compile("(?m)^\\s*\\[");

  /**
   * Reads it.
   *
   * @throws PreconditionException if there is none: flyctl would make one up
   */
  static FlyConfig of(FlyBuild build) {
    Path directory = build.directory().toAbsolutePath().normalize();
    String named = build.config();
    List<String> names = named == null ? USUAL : List.of(named);
    for (String name : names) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file)) {
        try {
          return new FlyConfig(file, Files.readString(file));
        } catch (IOException e) {
          throw PreconditionException.usage("cannot read " + file, "make it readable");
        }
      }
    }
    throw PreconditionException.usage(
        "there is no " + String.join(" or ", names) + " in " + directory,
        named == null
            ? "make one with: fly launch --no-deploy, or name the one you have"
            : "name a file that is there");
  }

  /**
   * The name of the app that it is for.
   *
   * @throws PreconditionException if it names none
   */
  String app() {
    boolean toml = file.toString().endsWith(".toml");
    Matcher table = TABLE.matcher(text);
    String head = toml && table.find() ? text.substring(0, table.start()) : text;
    Matcher app = APP.matcher(head);
    if (!app.find()) {
      throw PreconditionException.usage(
          file + " does not say which app it is for", "name the app, or write app = \"...\" there");
    }
    return app.group(1);
  }
}
