package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Fly's configuration file.
 *
 * @param file where it is
 * @param text what it says
 */
record FlyConfig(Path file, String text) {
  private static final List<String> USUAL = List.of("fly.toml", "fly.json", "fly.yaml");

  /** The app's name in TOML, before any table. */
  private static final Pattern APP =
      Pattern.compile("(?m)^\\s*\"?app\"?\\s*=\\s*[\"']([A-Za-z0-9_-]+)[\"']\\s*(#.*)?$");

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
    return named()
        .orElseThrow(
            () ->
                PreconditionException.usage(
                    file + " does not say which app it is for",
                    "name the app, or write app = \"...\" there"));
  }

  /** Production's name: only that of the whole file counts, not one deeper in it. */
  private Optional<String> named() {
    String name = file.toString();
    try {
      if (name.endsWith(".json")) {
        return member(JsonTree.parse(text));
      }
      if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        return member(new Load(LoadSettings.builder().build()).loadFromString(text));
      }
    } catch (JsonRefusal | YamlEngineException e) {
      throw PreconditionException.usage(
          "cannot understand " + file + ": " + e.getMessage(), "correct the file");
    }
    Matcher table = TABLE.matcher(text);
    Matcher app = APP.matcher(table.find() ? text.substring(0, table.start()) : text);
    return app.find() ? Optional.of(app.group(1)) : Optional.empty();
  }

  private static Optional<String> member(@Nullable Object root) {
    return root instanceof Map<?, ?> members && members.get("app") instanceof String app
        ? Optional.of(app)
        : Optional.empty();
  }
}
