package dev.neonflow.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two things that tests want to know of one of our own poms. */
final class Pom {

  private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);

  static String artifactId(Path pom) throws IOException {
    return first("artifactId", PARENT.matcher(Files.readString(pom)).replaceAll(""));
  }

  /** The version, which is the parent's where there is one. */
  static String version(Path pom) throws IOException {
    return first("version", Files.readString(pom));
  }

  private static String first(String element, String xml) {
    Matcher found = Pattern.compile("<" + element + ">([^<]+)</" + element + ">").matcher(xml);
    if (!found.find()) {
      throw new IllegalStateException("no <" + element + "> in " + xml);
    }
    return found.group(1);
  }

  private Pom() {}
}
