package dev.neonflow.cli;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a GitHub Actions job gets from a run: outputs, and secrets hidden in its log. */
final class GitHub {

  private static final List<String> SECRETS =
      List.of(
          "NEON_API_KEY",
          "DATABASE_URL",
          "DIRECT_URL",
          "DATABASE_URL_UNPOOLED",
          "PGPASSWORD",
          "GITHUB_TOKEN",
          "GH_TOKEN",
          "FLY_API_TOKEN",
          "VERCEL_TOKEN");

  private final Map<String, String> environment;
  private final Terminal terminal;

  GitHub(Map<String, String> environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  private boolean wantsOutputs() {
    return !environment.getOrDefault("GITHUB_OUTPUT", "").isEmpty();
  }

  /** Hides what the environment brings along. */
  void maskEnvironment() {
    for (String name : SECRETS) {
      String value = environment.getOrDefault(name, "");
      if (name.endsWith("_URL") && !value.isEmpty()) {
        maskUrl(value);
      } else {
        terminal.mask(value);
      }
    }
  }

  /** Hides a database's URL. */
  void maskUrl(String url) {
    terminal.mask(url);
    maskPassword(url);
  }

  /** A password is a secret without the rest of its URL, too. */
  private void maskPassword(String url) {
    try {
      String password = ConnectionUri.parse(Secret.of(url)).password().reveal();
      terminal.mask(password);
      terminal.mask(URLEncoder.encode(password, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notAUrl) {
      // Masked as a whole; there is no password to find in it.
      return;
    }
  }

  /** Appends the outputs that have a value to the job's file. */
  void write(Map<String, ? extends @Nullable Object> outputs) {
    if (!wantsOutputs()) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    outputs.forEach(
        (name, value) -> {
          if (value != null) {
            lines.append(line(name, value.toString()));
          }
        });
    Path file = Path.of(environment.getOrDefault("GITHUB_OUTPUT", ""));
    try {
      Files.writeString(
          file,
          lines,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw PreconditionException.state(
          "cannot write the job's outputs to " + file, "check GITHUB_OUTPUT", e);
    }
  }

  /** A value with line breaks needs a delimiter that is not in it. */
  private static String line(String name, String value) {
    if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
      return name + "=" + value + "\n";
    }
    String end = "end-" + UUID.randomUUID();
    return name + "<<" + end + "\n" + value + "\n" + end + "\n";
  }
}
