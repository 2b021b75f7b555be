package dev.neonflow.workflows.migrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of a Django project's own applications; those of installed packages are not among
 * them.
 *
 * @param apps the applications that have migrations, by their directories' names
 * @param names {@code app.0001_initial} and so on, sorted
 * @param replaced those that are not there any more because another one says that it replaces them
 */
record DjangoFiles(Set<String> apps, Set<String> names, Set<String> replaced) {
  private static final Set<String> NOT_OURS =
      Set.of("node_modules", "site-packages", "venv", "env", "__pycache__", "build", "dist");
  private static final String PYTHON = ".py";
  private static final Pattern REPLACES =
      Pattern.compile("\\breplaces\\s*=\\s*[\\[(](.*?)(?:\\]|\\)\\s*\\n)", Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile("\\(\\s*[\"'](\\w+)[\"']\\s*,\\s*[\"'](\\w+)[\"']");

  static DjangoFiles read(Path project) {
    DjangoFiles files = new DjangoFiles(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    try {
      Files.walkFileTree(project, files.new Walk());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private void add(Path file) throws IOException {
    Path migrations = file.getParent();
    if (migrations == null || !migrations.endsWith("migrations")) {
      return;
    }
    Path app = migrations.getParent();
    String name = String.valueOf(file.getFileName());
    // Django's own rule for what is a migration.
    boolean named = name.endsWith(PYTHON) && !name.startsWith("_") && !name.startsWith("~");
    if (named && app != null) {
      String label = String.valueOf(app.toAbsolutePath().normalize().getFileName());
      apps.add(label);
      names.add(label + "." + name.substring(0, name.length() - PYTHON.length()));
      // Any encoding: names have letters that all have.
      addReplaced(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
  }

  private void addReplaced(String migration) {
    REPLACES
        .matcher(migration)
        .results()
        .flatMap(list -> NAME.matcher(list.group(1)).results())
        .forEach(name -> replaced.add(name.group(1) + "." + name.group(2)));
  }

  /** Goes where applications are. */
  final class Walk extends SimpleFileVisitor<Path> {
    private boolean inside;

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      String name = String.valueOf(directory.getFileName());
      boolean skipped = inside && (NOT_OURS.contains(name) || name.startsWith("."));
      inside = true;
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      add(file);
      return FileVisitResult.CONTINUE;
    }

    /** Beside migrations there may be what is nobody's business, such as a database's files. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
