package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.flyway.FlywayMigrator;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.migrate.DjangoMigrator;
import dev.neonflow.workflows.migrate.DrizzleMigrator;
import dev.neonflow.workflows.migrate.FoundTool;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.PackageManager;
import dev.neonflow.workflows.migrate.PackageScriptMigrator;
import dev.neonflow.workflows.migrate.PrismaMigrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What migrates a checkout's database.
 *
 * @param migrator null if nothing does
 * @param said how it was chosen, for people
 */
record Migrations(@Nullable Migrator migrator, String said) {

  private static final Pattern SCRIPT = Pattern.compile("(npm|pnpm|yarn):(\\S+)");

  /** Nothing was found. */
  static final Migrations NONE =
      new Migrations(
          null,
          "migration: none found of Flyway, Liquibase, Drizzle, Prisma, Django or a script"
              + " db:migrate; left out (--migrate \"COMMAND\", --flyway DIR or --liquibase FILE names"
              + " one)");

  /**
   * What was asked for, else what is found, else {@link #NONE}.
   *
   * @throws PreconditionException if two were asked for or found, or a directory is not there
   */
  static Migrations choose(
      Path directory, @Nullable String command, @Nullable Path flyway, @Nullable Path liquibase) {
    refuseSeveral(command, flyway, liquibase);
    if (liquibase != null) {
      return new Migrations(
          LiquibaseChangelog.migrator(directory, liquibase), "migration: Liquibase, " + liquibase);
    }
    if (command != null) {
      return command(directory, command.strip());
    }
    if (flyway != null) {
      return flyway(directory, flyway);
    }
    List<FoundTool> found = FoundTool.in(directory);
    if (found.size() > 1) {
      throw unclear(directory, found);
    }
    return found.isEmpty() ? NONE : found(directory, found.get(0));
  }

  private static void refuseSeveral(
      @Nullable String command, @Nullable Path flyway, @Nullable Path liquibase) {
    List<String> given = new ArrayList<>();
    if (command != null) {
      given.add("--migrate");
    }
    if (flyway != null) {
      given.add("--flyway");
    }
    if (liquibase != null) {
      given.add("--liquibase");
    }
    if (given.size() > 1) {
      throw PreconditionException.usage(
          "both " + given.get(0) + " and " + given.get(1) + " are given",
          "give the one that migrates this application");
    }
  }

  /** What is found, if it is clear and there to be used. */
  static Optional<Migrator> alone(Path directory) {
    List<FoundTool> found = FoundTool.in(directory);
    if (found.size() != 1) {
      return Optional.empty();
    }
    return found.get(0).tool() == FoundTool.Tool.LIQUIBASE
        ? LiquibaseChangelog.find(directory, LiquibaseChangelog.name(found.get(0)))
        : Optional.ofNullable(found(directory, found.get(0)).migrator());
  }

  /** The name of a preset is the preset; anything else is a line of shell. */
  private static Migrations command(Path directory, String command) {
    Matcher script = SCRIPT.matcher(command);
    if (script.matches()) {
      PackageManager manager = PackageManager.valueOf(script.group(1).toUpperCase(Locale.ROOT));
      return asked(PackageScriptMigrator.run(script.group(2)).in(directory).with(manager));
    }
    return switch (command) {
      case "drizzle" -> asked(DrizzleMigrator.in(directory));
      case "prisma" -> asked(PrismaMigrator.in(directory));
      case "django" -> asked(DjangoMigrator.in(directory));
      default ->
          new Migrations(
              CommandMigrator.shell(command).in(directory), "migration: the command of --migrate");
    };
  }

  private static Migrations asked(Migrator migrator) {
    return new Migrations(migrator, "migration: " + migrator.describe());
  }

  private static Migrations flyway(Path directory, Path flyway) {
    Path place = directory.resolve(flyway);
    if (!Files.isDirectory(place)) {
      throw PreconditionException.usage(
          "--flyway " + flyway + " is not a directory", "give the directory with the V1__*.sql");
    }
    return new Migrations(
        FlywayMigrator.from(place),
        "migration: Flyway, in "
            + flyway
            + (FoundTool.holdsFlyway(place) ? "" : ", where no V1__*.sql is: nothing to apply"));
  }

  private static Migrations found(Path directory, FoundTool found) {
    Migrator migrator = migrator(directory, found);
    String how =
        switch (found.tool()) {
          case FLYWAY -> "Flyway, found in " + found.where();
          case SCRIPT -> migrator.describe() + ", found in package.json";
          default -> migrator.describe() + ", found by " + found.where();
        };
    String passedOver =
        found
            .scriptPassedOver(directory)
            .map(script -> "; the script " + script + " of package.json is not run")
            .orElse("");
    return new Migrations(migrator, "migration: " + how + passedOver);
  }

  private static Migrator migrator(Path directory, FoundTool found) {
    return switch (found.tool()) {
      case FLYWAY -> FlywayMigrator.from(directory.resolve(found.where()));
      case LIQUIBASE -> LiquibaseChangelog.migrator(directory, LiquibaseChangelog.name(found));
      case DRIZZLE -> DrizzleMigrator.in(directory);
      case PRISMA -> PrismaMigrator.in(directory);
      case DJANGO -> DjangoMigrator.in(directory);
      case SCRIPT -> PackageScriptMigrator.run(found.where()).in(directory);
    };
  }

  private static PreconditionException unclear(Path directory, List<FoundTool> found) {
    return PreconditionException.usage(
        "more than one tool could migrate this application: "
            + found.stream()
                .map(one -> name(one) + " (" + one.where() + ")")
                .collect(Collectors.joining(", ")),
        "say which: "
            + found.stream()
                .map(one -> option(directory, one))
                .collect(Collectors.joining(" or ")));
  }

  private static String name(FoundTool found) {
    String name = found.tool().name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String option(Path directory, FoundTool found) {
    return switch (found.tool()) {
      case FLYWAY -> "--flyway " + found.where();
      case LIQUIBASE -> "--liquibase " + LiquibaseChangelog.name(found);
      case SCRIPT ->
          "--migrate "
              + migrator(directory, found).tool().replaceFirst(" .*", "")
              + ":"
              + found.where();
      case DRIZZLE, PRISMA, DJANGO -> "--migrate " + found.tool().name().toLowerCase(Locale.ROOT);
    };
  }
}
