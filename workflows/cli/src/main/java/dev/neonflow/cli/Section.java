package dev.neonflow.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** The parts into which {@code --help} divides a command's options, in this order. */
enum Section {
  COMMAND("Options"),
  BRANCH("The branch"),
  DATABASE("The database"),
  MIGRATIONS("Migrations"),
  APPLICATION("The application"),
  FLY("The application on Fly.io, for --deploy fly (with FLY_API_TOKEN)"),
  VERCEL("The application at Vercel, for --deploy vercel (with VERCEL_TOKEN)"),
  OWN("The application by commands of your own, for --deploy command"),
  REPORT("The report"),
  RUN("Neon and the run"),
  SHOWN("What is shown");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  /** What stands above the options. */
  String title() {
    return title;
  }

  /** Where an option belongs, or all that a class has. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @interface Of {
    Section value();
  }

  /** Where an option belongs. */
  static Section of(OptionSpec option) {
    if (option.usageHelp() || option.versionHelp()) {
      return SHOWN;
    }
    Object declared = option.userObject();
    Of said = declared instanceof AnnotatedElement element ? element.getAnnotation(Of.class) : null;
    if (said == null && declared instanceof Member member) {
      said = ofClass(member.getDeclaringClass());
    }
    return said == null ? COMMAND : said.value();
  }

  private static @Nullable Of ofClass(Class<?> type) {
    return type.getDeclaredAnnotation(Of.class);
  }
}
