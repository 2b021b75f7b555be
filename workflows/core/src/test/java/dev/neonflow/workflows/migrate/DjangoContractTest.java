package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Real Django in the situations of all migrators. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class DjangoContractTest extends MigratorContract {
  private static final String MANAGE =
      """
      import os, sys
      os.environ['DJANGO_SETTINGS_MODULE'] = 'settings'
      from django.core.management import execute_from_command_line
      execute_from_command_line(sys.argv)
      """;
  private static final String SETTINGS =
      """
      import os
      SECRET_KEY = 'not one'
      INSTALLED_APPS = ['shop']
      USE_TZ = True
      DATABASES = {'default': {
          'ENGINE': 'django.db.backends.postgresql',
          'NAME': os.environ['PGDATABASE'],
          'USER': os.environ['PGUSER'],
          'PASSWORD': os.environ['PGPASSWORD'],
          'HOST': os.environ['PGHOST'],
          'PORT': os.environ['PGPORT'],
          'OPTIONS': {'sslmode': os.environ['PGSSLMODE']},
      }}
      """;
  private static final String MIGRATION =
      """
      from django.db import migrations

      class Migration(migrations.Migration):
          dependencies = [%s]
          operations = [migrations.RunSQL(\"""%s\""")]
      """;

  @Override
  protected Migrator migrator(Path directory) {
    // Debian's program names the interpreter that has Django.
    try (Stream<String> lines = Files.lines(Peers.need("django-admin"))) {
      String interpreter = lines.findFirst().orElseThrow().replace("#!", "").strip();
      return DjangoMigrator.in(directory).withPython(interpreter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void write(Path directory, int number, String name, String sql) throws IOException {
    Path migrations = directory.resolve("shop/migrations");
    if (!Files.exists(migrations)) {
      Files.createDirectories(migrations);
      Files.writeString(directory.resolve("manage.py"), MANAGE);
      Files.writeString(directory.resolve("settings.py"), SETTINGS);
      Files.writeString(directory.resolve("shop/__init__.py"), "");
      Files.writeString(migrations.resolve("__init__.py"), "");
    }
    String before =
        existing(migrations).stream()
            .filter(file -> file.startsWith(number(number - 1)))
            .map(file -> "('shop', '" + file.replace(".py", "") + "')")
            .findFirst()
            .orElse("");
    Files.writeString(
        migrations.resolve(number(number) + "_" + name + ".py"),
        String.format(MIGRATION, before, sql));
  }

  /** Django sees only that one is gone or called otherwise. */
  @Override
  protected void rewrite(Path directory, int number, String name, String sql) throws IOException {
    Files.delete(directory.resolve("shop/migrations/" + number(number) + "_" + name + ".py"));
    write(directory, number, name + "_anew", sql);
  }

  private static List<String> existing(Path migrations) throws IOException {
    try (Stream<Path> files = Files.list(migrations)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static String number(int number) {
    return String.format(Locale.ROOT, "%04d", number);
  }

  @Override
  protected String version(int number, String name) {
    return "shop." + number(number) + "_" + name;
  }

  @Override
  protected String appliedRows() {
    return "django_migrations";
  }
}
