package dev.neonflow.cli.archive;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An archive of classes. It is static because picocli's classes are too old for one that is made
 * when a program ends. The file appears whole or not at all; an empty one says that it cannot be
 * made, so that nobody tries again before the next build. A file beside it says what it is of: java
 * takes an archive only for the very jars that it was made from, where they were.
 *
 * @param file where it is, in a directory of its own
 * @param of one line
 */
record ClassArchive(Path file, String of) {

  private static final List<String> SILENT = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

  /** As the launcher starts scripts. */
  private static final List<String> QUICK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  /** Only with this collector an archive gets objects, too, which the others can use. */
  private static final List<String> DUMP = List.of("-Xshare:dump", "-XX:+UseG1GC");

  private static final int MINUTES = 10;

  /**
   * Makes it, unless it is there and of this. Several can try at once: a lock, which ends with its
   * process, lets one.
   *
   * @return whether it is there
   */
  boolean make(Path java, String classPath) throws IOException, InterruptedException {
    Files.createDirectories(beside("work"));
    try (FileChannel channel =
            FileChannel.open(beside("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null && !fits(classPath)) {
        makeAlone(java, classPath);
      }
      return Files.exists(file) && Files.size(file) > 0;
    }
  }

  private void makeAlone(Path java, String classPath) throws IOException, InterruptedException {
    Path classes = beside("classes");
    Path unfinished = beside("unfinished");
    Files.deleteIfExists(unfinished);
    boolean made =
        run(
                Stream.of(
                    List.of(java.toString()),
                    SILENT,
                    QUICK,
                    List.of("-XX:DumpLoadedClassList=" + classes, "-cp", classPath),
                    List.of(Practice.class.getName())))
            && withoutLinks(classes)
            && run(
                Stream.of(
                    List.of(java.toString()),
                    SILENT,
                    DUMP,
                    List.of("-XX:SharedClassListFile=" + classes),
                    List.of("-XX:SharedArchiveFile=" + unfinished, "-cp", classPath)));
    Files.deleteIfExists(classes);
    Files.deleteIfExists(beside("of"));
    if (made && Files.exists(unfinished)) {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.deleteIfExists(unfinished);
      // Not emptied: whoever runs now may have mapped it.
      Files.deleteIfExists(file);
      Files.createFile(file);
    }
    Files.writeString(beside("of"), of + "\n");
    // Jars from the future must not look newer for ever.
    FileTime newest = newest(classPath);
    if (newest.compareTo(Files.getLastModifiedTime(beside("of"))) > 0) {
      Files.setLastModifiedTime(beside("of"), newest);
    }
  }

  /** As the launcher sees it, or the two would never agree. */
  private boolean fits(String classPath) throws IOException {
    Path mark = beside("of");
    return Files.exists(file)
        && Files.exists(mark)
        && Files.readString(mark).equals(of + "\n")
        && newest(classPath).compareTo(Files.getLastModifiedTime(mark)) <= 0;
  }

  private static FileTime newest(String classPath) throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    for (String jar : classPath.split(File.pathSeparator, -1)) {
      FileTime time = Files.getLastModifiedTime(Path.of(jar));
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    return newest;
  }

  /**
   * Java 25 lists what classes have looked up, and links them when it makes the archive. That
   * excludes picocli's, which are too old to be archived once they are linked.
   */
  private static boolean withoutLinks(Path classes) throws IOException {
    List<String> lines = Files.readAllLines(classes);
    Files.write(classes, lines.stream().filter(line -> !line.startsWith("@cp picocli/")).toList());
    return true;
  }

  /** Without the user's variables: neither keys nor options of theirs belong into an archive. */
  private boolean run(Stream<List<String>> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command.flatMap(List::stream).toList())
            .directory(beside("work").toFile())
            .redirectErrorStream(true)
            .redirectOutput(beside("log").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH", "TMPDIR", "TEMP", "SystemRoot"));
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        // That says something of this hour, not of the archive: whoever comes next tries again.
        throw new IOException("java did not end within " + MINUTES + " minutes");
      }
      return process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }

  private Path beside(String suffix) {
    return file.toAbsolutePath().resolveSibling(file.getFileName() + "." + suffix);
  }
}
