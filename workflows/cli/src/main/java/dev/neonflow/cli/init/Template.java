package dev.neonflow.cli.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CI file as the documents show it, which is one that works as it is. Comments in it say what
 * depends on the repository: {@code # only with: fly} that the item below is for Fly.io alone,
 * {@code # with npm: TEXT} that this text belongs there if npm is used. An item is a line with
 * those below that are indented more.
 */
record Template(String text) {
  private static final Pattern ONLY = Pattern.compile("( *)(?:#|//) only with: (\\w+)");
  private static final Pattern WITH = Pattern.compile("( *)(?:#|//) with (\\w+): (.*)");

  /** One of the documents, which the build takes along. */
  static Template of(String name) {
    try (InputStream stream = Template.class.getResourceAsStream("templates/" + name)) {
      byte[] bytes = Objects.requireNonNull(stream, name).readAllBytes();
      return new Template(new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without what is not there, and without the comments that say so. */
  Template with(Set<String> features) {
    List<String> kept = new ArrayList<>();
    List<String> lines = text.lines().toList();
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at++);
      Matcher only = ONLY.matcher(line);
      Matcher with = WITH.matcher(line);
      if (only.matches()) {
        int end = endOfItem(lines, at);
        if (features.contains(only.group(2))) {
          kept.addAll(lines.subList(at, end));
        }
        at = end;
      } else if (with.matches()) {
        if (features.contains(with.group(2))) {
          kept.add(with.group(1) + with.group(3));
        }
      } else {
        kept.add(line);
      }
    }
    return new Template(String.join("\n", kept) + "\n");
  }

  /** With another text in a place. */
  Template replacing(String place, String by) {
    return new Template(text.replace(place, by));
  }

  private static int endOfItem(List<String> lines, int start) {
    int end = start + 1;
    while (end < lines.size()
        && !lines.get(end).isBlank()
        && indentation(lines.get(end)) > indentation(lines.get(start))) {
      end++;
    }
    return end;
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }
}
