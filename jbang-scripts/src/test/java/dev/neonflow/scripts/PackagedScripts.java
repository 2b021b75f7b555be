package dev.neonflow.scripts;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The class path of this test, all of it in jars as where scripts are installed. */
final class PackagedScripts {

  private PackagedScripts() {}

  static String classPath(Path directory) throws IOException {
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path part = Path.of(entry);
      if (!Files.isDirectory(part)) {
        path.add(entry);
      } else if (part.endsWith("classes")) {
        Path module = part.getParent().getParent().getFileName();
        path.add(jar(part, directory.resolve("neonflow-" + module + "-.jar")).toString());
      }
    }
    return String.join(File.pathSeparator, path);
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      for (Path each : files) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
