package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.internal.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of a JavaScript or TypeScript project, read without running it: only settings that stand
 * there as texts are found.
 *
 * @param text without comments
 */
record SourceText(String text) {
  /** Texts, which are kept, and comments, which may look like each other's parts. */
  private static final Pattern TEXTS_AND_COMMENTS =
      Pattern.compile(
          "(\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\""
              + "|'[^'\\\\\\n]*+(?:\\\\.[^'\\\\\\n]*+)*+'"
              + "|`[^`\\\\]*+(?:\\\\.[^`\\\\]*+)*+`)"
              + "|/\\*.*?\\*/|//[^\\n]*",
          Pattern.DOTALL);

  /** The first of these files that is there. */
  static Optional<SourceText> first(Path directory, List<String> names) {
    return names.stream()
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(SourceText::of);
  }

  private static SourceText of(Path file) {
    return new SourceText(
        TEXTS_AND_COMMENTS
            .matcher(read(file))
            .replaceAll(
                found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group(1))));
  }

  /**
   * What a setting is, for example {@code out: './drizzle'}; empty if it is not there as a text.
   */
  Optional<String> setting(String name) {
    Matcher matcher =
        Pattern.compile("(?<![\\w$.])[\"']?" + name + "[\"']?\\s*:\\s*([\"'`])([^\"'`$\\n]+)\\1")
            .matcher(text);
    return matcher.find() ? Optional.of(matcher.group(2)) : Optional.empty();
  }

  /** The object that a setting is, for example {@code migrations: {...}}, without inner ones. */
  Optional<SourceText> object(String name) {
    Matcher matcher =
        Pattern.compile("(?<![\\w$.])[\"']?" + name + "[\"']?\\s*:\\s*\\{([^{}]*)}").matcher(text);
    return matcher.find() ? Optional.of(new SourceText(matcher.group(1))) : Optional.empty();
  }

  /** Without what an object says. */
  SourceText without(String name) {
    return new SourceText(
        text.replaceAll("(?<![\\w$.])[\"']?" + name + "[\"']?\\s*:\\s*\\{[^{}]*}", ""));
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the SHA-256 of a file's text may be, in hexadecimal digits: git may have changed its line
   * ends, which is no change.
   */
  static Set<String> checksums(String text) {
    String unix = text.replace("\r\n", "\n");
    return Stream.of(text, unix, unix.replace("\n", "\r\n"))
        .map(Digests::sha256)
        .collect(Collectors.toUnmodifiableSet());
  }
}
