package dev.neonflow.workflows.ci;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The open pull requests in a file, one number a line; what follows a {@code #} is a comment. A
 * file without a number is refused, because a listing that failed looks like that: if none is open,
 * it says {@code none}. A list that was cut off cannot be told from a whole one: {@code gh pr list}
 * needs {@code --limit}.
 *
 * @param file read again whenever it is asked for
 */
public record FilePullRequests(Path file) implements PullRequests {

  private static final String NONE = "none";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  /** In this file. */
  public static FilePullRequests in(String file) {
    return new FilePullRequests(Path.of(file));
  }

  @Override
  public String describe() {
    return "the file " + file;
  }

  /** Never: one that the file does not name may have been opened after the file was written. */
  @Override
  public boolean isClosed(int number) {
    return false;
  }

  @Override
  public Set<Integer> open() {
    Set<Integer> open = new TreeSet<>();
    boolean none = false;
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String word = withoutComment(line);
      if (line.strip().matches("#[0-9]+")) {
        throw refused(i, line, "write the number without #, which begins a comment");
      } else if (word.equals(NONE)) {
        none = true;
      } else if (NUMBER.matcher(word).matches()) {
        open.add(Integer.valueOf(word));
      } else if (!word.isEmpty()) {
        throw refused(i, line, "write the number of one open pull request on each line");
      }
    }
    if (none != open.isEmpty()) {
      throw PreconditionException.usage(
          none
              ? describe() + " says " + NONE + " and names pull requests"
              : describe() + " names no pull request; a failed listing looks like that",
          "write the open pull requests into it, or the single word " + NONE);
    }
    return open;
  }

  private PreconditionException refused(int index, String line, String next) {
    return PreconditionException.usage(
        "line "
            + (index + 1)
            + " of "
            + describe()
            + " is not the number of a pull request: "
            + line.strip(),
        next);
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }

  private List<String> lines() {
    try {
      String text = Files.readString(file);
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (NoSuchFileException e) {
      throw PreconditionException.usage("there is no file " + file, "name the file with the list");
    } catch (CharacterCodingException e) {
      throw PreconditionException.usage(describe() + " is not UTF-8 text", "write it as UTF-8");
    } catch (IOException e) {
      throw PreconditionException.usage(
          describe() + " cannot be read: " + e, "name a file that can be read");
    }
  }
}
