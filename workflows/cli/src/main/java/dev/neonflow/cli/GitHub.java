package dev.neonflow.cli;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Secrets;
import dev.neonflow.workflows.internal.redaction.TokenParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Set<String> masked = ConcurrentHashMap.newKeySet();
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
      mask(environment.getOrDefault(name, "").strip());
    }
  }

  /** What steps ask for, hidden before they get it, whatever it is called. */
  Secret secret(String name) {
    Secret secret = Secrets.of(environment::get).get(name);
    mask(secret.reveal().strip());
    return secret;
  }

  /** Hides a secret, and what is one without the rest of it: a password, a part of a token. */
  void mask(String secret) {
    if (secret.isBlank() || !masked.add(secret)) {
      return;
    }
    terminal.mask(secret);
    if (secret.startsWith("FlyV1") || secret.startsWith("fm2_")) {
      TokenParts.of(Secret.of(secret)).forEach(part -> terminal.mask(part.reveal()));
    }
    try {
      terminal.mask(ConnectionUri.parse(Secret.of(secret)).password().reveal());
    } catch (IllegalArgumentException notAUrl) {
      // Masked as a whole; there is no password to find in it.
      return;
    }
  }

  /** Appends the outputs that have a value to the job's file; lists are not for it. */
  void write(Map<String, ? extends @Nullable Object> outputs) {
    if (!wantsOutputs()) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    outputs.forEach(
        (name, value) -> {
          if (value != null && !(value instanceof Collection<?>) && !(value instanceof Map<?, ?>)) {
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
