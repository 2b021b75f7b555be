package dev.neonflow.cli.init;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ci.CiContext;
import dev.neonflow.workflows.ci.DefaultBranch;
import dev.neonflow.workflows.ci.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A repository, and what its files say about it. Nothing of it is run. */
public final class Repository {
  private static final List<Clue<CiSystem>> CI_FILES =
      List.of(
          new Clue<>(CiSystem.GITHUB, ".github"),
          new Clue<>(CiSystem.GITLAB, ".gitlab-ci.yml"),
          new Clue<>(CiSystem.GITLAB, ".gitlab/neonflow.yml"),
          new Clue<>(CiSystem.JENKINS, "Jenkinsfile"),
          new Clue<>(CiSystem.JENKINS, "Jenkinsfile.neonflow"));

  private static final Pattern GITLAB_INCLUDE =
      Pattern.compile("(?m)^[^#\\n]*\\.gitlab/(neonflow\\.yml|\\*{1,2}(/\\*)?\\.yml)");

  private final Path root;
  private final @Nullable String host;

  private Repository(Path root, @Nullable String host) {
    this.root = root;
    this.host = host;
  }

  /** The one that a directory is in; outside of any, the directory. */
  public static Repository around(Path directory, Environment environment) {
    Path start = directory.toAbsolutePath().normalize();
    Path root = start;
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        root = at;
        break;
      }
    }
    return new Repository(root, CiContext.read(environment, root).remoteHost());
  }

  /** Where it begins. */
  public Path root() {
    return root;
  }

  /** Whether it has a file or directory. */
  public boolean has(String name) {
    return Files.exists(root.resolve(name));
  }

  /** The branch that pull requests are merged into. */
  public Clue<String> defaultBranch() {
    DefaultBranch branch = DefaultBranch.of(root);
    return new Clue<>(branch.name(), branch.why());
  }

  /** Where the CI files that are there get Neonflow from. */
  public Optional<Clue<Source>> source(CiSystem ci) throws IOException {
    for (CiSystem.Part part : ci.parts()) {
      Path file = root.resolve(part.path());
      if (Files.isRegularFile(file)) {
        Optional<Source> found = Source.inFile(Files.readString(file));
        if (found.isPresent()) {
          return Optional.of(new Clue<>(found.get(), "as in " + part.path()));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Its CI: by its files; where they leave it open, by those that were written for one of them
   * before, then by the host of the git remote.
   *
   * @throws PreconditionException if neither decides
   */
  public Clue<CiSystem> ci() {
    List<Clue<CiSystem>> found = new ArrayList<>();
    for (Clue<CiSystem> each : CI_FILES) {
      boolean isNew = found.stream().noneMatch(other -> other.value() == each.value());
      if (isNew && has(each.why())) {
        found.add(new Clue<>(each.value(), each.why() + " is there"));
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    List<CiSystem> before =
        found.stream()
            .map(Clue::value)
            .filter(ci -> ci.paths().stream().anyMatch(this::has))
            .toList();
    if (before.size() == 1) {
      CiSystem ci = before.get(0);
      String file = ci.paths().stream().filter(this::has).findFirst().orElseThrow();
      return new Clue<>(ci, file + " is there");
    }
    CiSystem ofHost = ofHost();
    if (ofHost != null) {
      return new Clue<>(ofHost, "the git remote is at " + host);
    }
    if (found.isEmpty()) {
      return new Clue<>(CiSystem.GITHUB, "nothing says otherwise");
    }
    throw PreconditionException.usage(
        "more than one CI could be meant: "
            + found.stream().map(Clue::why).collect(Collectors.joining(", ")),
        "say which: "
            + found.stream()
                .map(each -> "--ci " + each.value().word())
                .collect(Collectors.joining(" or ")));
  }

  /** Whether GitLab sees the file that is written for it. */
  boolean includesGitLabFile() throws IOException {
    Path file = root.resolve(".gitlab-ci.yml");
    return Files.isRegularFile(file) && GITLAB_INCLUDE.matcher(Files.readString(file)).find();
  }

  private @Nullable CiSystem ofHost() {
    String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
    return name.contains("github")
        ? CiSystem.GITHUB
        : name.contains("gitlab") ? CiSystem.GITLAB : null;
  }

  /** Where it is deployed, as a word of {@code --deploy}. */
  public Clue<String> deployment() {
    boolean vercel = has("vercel.json") || has(".vercel");
    if (has("fly.toml") && vercel) {
      throw PreconditionException.usage(
          "both Fly.io (fly.toml) and Vercel (vercel.json or .vercel) could be meant",
          "say which: --deploy fly or --deploy vercel");
    }
    if (has("fly.toml")) {
      return new Clue<>("fly", "fly.toml is there");
    }
    if (vercel) {
      String file = has("vercel.json") ? "vercel.json" : ".vercel";
      return new Clue<>("vercel", file + " is there");
    }
    return new Clue<>(
        "none",
        has("Dockerfile")
            ? "a Dockerfile is there, but nothing says where its image runs"
            : "neither fly.toml nor vercel.json, .vercel or a Dockerfile is there");
  }
}
