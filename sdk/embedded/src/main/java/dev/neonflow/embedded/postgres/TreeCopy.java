package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a data directory, copied without what belongs to the running server only. Files that
 * grow, shrink or vanish meanwhile are the write-ahead log's business.
 */
final class TreeCopy extends SimpleFileVisitor<Path> {

  private static final String WAL = "pg_wal";

  /** Made anew at each start, or bound to one server. */
  private static final Set<String> EMPTY = Set.of("pg_replslot", "pg_dynshmem", "pg_stat_tmp");

  /** In addition, what a server that recovers from a backup makes anew. */
  private static final Set<String> EMPTY_ONLINE =
      Set.of(WAL, "pg_notify", "pg_serial", "pg_snapshots", "pg_subtrans");

  private static final Pattern SKIPPED =
      Pattern.compile(
          "postmaster\\.(pid|opts)|pg_internal\\.init.*|pgsql_tmp.*|tablespace_map.*"
              + "|backup_manifest.*|current_logfiles.*|t\\d+_\\d+.*");

  /** A directory that was never started still needs its own; an online copy gets a new one. */
  private static final Pattern SKIPPED_ONLINE = Pattern.compile("backup_label.*");

  private static final int CONTROL_ATTEMPTS = 10;

  private final Path source;
  private final Path target;
  private final boolean online;
  private final List<FileCopy.Entry> files = new ArrayList<>();

  private TreeCopy(Path source, Path target, boolean online) {
    this.source = source;
    this.target = target;
    this.online = online;
  }

  /** Copies a data directory that no server runs on into an empty directory. */
  static void stopped(Path source, Path target, FileCopy way) throws IOException {
    new TreeCopy(source, target, false).copy(way);
  }

  /** Copies the directory of a server in backup mode, without its write-ahead log. */
  static void online(Path source, Path target, FileCopy way) throws IOException {
    new TreeCopy(source, target, true).copy(way);
    for (String dir : new String[] {"archive_status", "summaries"}) {
      Files.createDirectories(target.resolve(WAL).resolve(dir), Trees.PRIVATE_DIRECTORY);
    }
  }

  private void copy(FileCopy way) throws IOException {
    Files.walkFileTree(source, this);
    requireRoom(way.room());
    way.copy(source, target, files);
    control();
  }

  /** Before anything is copied: a full disk would harm the servers that run on it. */
  private void requireRoom(double room) throws IOException {
    long needed = (long) (files.stream().mapToLong(FileCopy.Entry::size).sum() * room);
    long free = Files.getFileStore(target).getUsableSpace();
    if (free < needed) {
      throw new NoRoomException(
          "The disk of "
              + target.getParent()
              + " has "
              + free
              + " bytes free, a copy needs "
              + needed
              + "; free some space");
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
      throws IOException {
    Path relative = source.relativize(dir);
    if (!relative.toString().isEmpty()) {
      if (SKIPPED.matcher(dir.getFileName().toString()).matches()) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectory(target.resolve(relative), Trees.PRIVATE_DIRECTORY);
    }
    String name = relative.toString();
    boolean empty = EMPTY.contains(name) || (online && EMPTY_ONLINE.contains(name));
    return empty ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    Path relative = source.relativize(file);
    if (attributes.isRegularFile()
        && !skipped(file.getFileName().toString())
        && !relative.endsWith(ControlFile.NAME)) {
      files.add(new FileCopy.Entry(relative, attributes.size()));
    }
    return FileVisitResult.CONTINUE;
  }

  private boolean skipped(String name) {
    return SKIPPED.matcher(name).matches() || (online && SKIPPED_ONLINE.matcher(name).matches());
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
    if (e != null && !(e instanceof NoSuchFileException)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }

  /** Last, so that it is never older than the files; again, if a write tore it. */
  private void control() throws IOException {
    Path to = target.resolve(ControlFile.NAME);
    for (int attempt = 0; attempt < CONTROL_ATTEMPTS; attempt++) {
      Files.deleteIfExists(to);
      StreamCopy.file(source.resolve(ControlFile.NAME), to);
      if (ControlFile.sound(Files.readAllBytes(to))) {
        return;
      }
    }
    throw new PostgresException(source.resolve(ControlFile.NAME) + " is damaged", null);
  }
}
