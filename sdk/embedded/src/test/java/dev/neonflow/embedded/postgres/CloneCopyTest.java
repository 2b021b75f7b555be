package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.embedded.postgres.FileCopy.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a {@code cp} that does its part in full, in half, or not at all. */
class CloneCopyTest {

  private static final List<String> WHOLE = List.of("cp", "--parents", "-t");

  @TempDir Path dir;
  private Path source;
  private Path target;

  @BeforeEach
  void directories() throws IOException {
    source = Files.createDirectories(dir.resolve("source"));
    target = Files.createDirectories(dir.resolve("target"));
    Files.createDirectories(source.resolve("base/5"));
    Files.createDirectories(target.resolve("base/5"));
  }

  @Test
  void moreFilesThanOneCommandTakes_areAllThere() throws Exception {
    List<Entry> files = new ArrayList<>();
    for (int i = 0; i < 1001; i++) {
      files.add(file("base/5/" + i, "content " + i));
    }
    new CloneCopy(WHOLE).copy(source, target, files);
    for (Entry entry : files) {
      assertEquals(
          Files.readString(source.resolve(entry.path())),
          Files.readString(target.resolve(entry.path())));
    }
  }

  @Test
  void vanishedFile_isLeftOut_andTheOthersAreThere() throws Exception {
    List<Entry> files = List.of(file("a", "a"), file("base/5/gone", "x"), file("base/5/b", "b"));
    Files.delete(source.resolve("base/5/gone"));
    new CloneCopy(WHOLE).copy(source, target, files);
    assertEquals("a", Files.readString(target.resolve("a")));
    assertEquals("b", Files.readString(target.resolve("base/5/b")));
    assertFalse(Files.exists(target.resolve("base/5/gone")));
  }

  @Test
  void fileThatIsEmptyAfterAFailedClone_isCopied() throws Exception {
    List<Entry> files = List.of(file("a", "a"), file("base/5/b", "b"), file("base/5/empty", ""));
    List<String> halfWay =
        List.of("sh", "-c", "for f; do case $f in base*) : >\"$0/$f\"; esac; done; exit 1");
    new CloneCopy(halfWay).copy(source, target, files);
    assertEquals("a", Files.readString(target.resolve("a")));
    assertEquals("b", Files.readString(target.resolve("base/5/b")));
    assertEquals("", Files.readString(target.resolve("base/5/empty")));
  }

  @Test
  void commandThatIsNotThere_isReplacedByCopies_whoseFailureIsSeen() throws Exception {
    CloneCopy copy = new CloneCopy(List.of("no-such-command"));
    copy.copy(source, target, List.of(file("base/5/b", "b")));
    assertEquals("b", Files.readString(target.resolve("base/5/b")));
    List<Entry> nowhere = List.of(file("base/6/b", "b"));
    assertThrows(NoSuchFileException.class, () -> copy.copy(source, target, nowhere));
  }

  private Entry file(String name, String content) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return new Entry(Path.of(name), content.length());
  }
}
