package org.guidecheck.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatCannotBeWrittenIsNamedAsTheUserNamedIt() throws IOException {
        Path file = folder.resolve("x".repeat(250));
        assertThatThrownBy(() -> TextFile.write(file, "text")).isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": File name too long");
        Path full = Files.createDirectories(folder.resolve("full/inner")).getParent();
        assertThatThrownBy(() -> TextFile.write(full, "text")).isInstanceOf(FileSystemException.class)
                .hasMessage(full.toString());
        assertThat(folder).isDirectoryNotContaining(each -> each.toString().endsWith(".tmp"));
    }

    @Test
    void aFullDiskLeavesAnExistingFileUnchanged() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "before");
        assertThatThrownBy(() -> TextFile.write(file, out -> {
            out.write('x');
            throw new IOException("No space left on device");
        })).isInstanceOf(FileSystemException.class).hasMessage(file + ": No space left on device");
        assertThat(file).hasContent("before");
        assertThat(folder.toFile().list()).containsExactly("a.txt");
    }
}
