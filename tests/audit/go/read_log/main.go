// Command read_log reads a log directory as a stranger would: with Go's own sumdb/note and
// sumdb/tlog, which share no code with the program that wrote it. It checks the signature, every
// entry's inclusion through authenticated tiles, and the consistency of each size given. Every key
// given, with a comma between, must have signed; a witness's key (type 4) must have cosigned.
//
//	read_log DIR VKEY[,VKEY...] SIZE...
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// directory is a tlog.TileReader over files laid out as C2SP tlog-tiles has them: Go's
// "tile/8/0/x001/234" is "tile/0/x001/234" there, and its "tile/8/data/..." is "tile/entries/...".
type directory string

func (dir directory) Height() int                     { return tileHeight }
func (dir directory) SaveTiles([]tlog.Tile, [][]byte) {}
func (dir directory) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		bytes, err := dir.read(tile)
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (dir directory) read(tile tlog.Tile) ([]byte, error) {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	path = strings.Replace(path, "tile/data/", "tile/entries/", 1)
	return os.ReadFile(filepath.Join(string(dir), path))
}

// witness checks what C2SP tlog-cosignature describes and sumdb/note does not know.
type witness struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.id }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

func newVerifier(vkey string) note.Verifier {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) == 3 {
		key, err := base64.StdEncoding.DecodeString(parts[2])
		check(err)
		if len(key) == 33 && key[0] == 4 {
			id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
			if parts[1] != fmt.Sprintf("%x", id[:4]) {
				log.Fatalf("the key id of %s is not %x", vkey, id[:4])
			}
			return witness{parts[0], binary.BigEndian.Uint32(id[:4]), key[1:]}
		}
	}
	verifier, err := note.NewVerifier(vkey)
	check(err)
	return verifier
}

func openTree(dir, vkeys string) tlog.Tree {
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	check(err)
	var verifiers []note.Verifier
	for _, vkey := range strings.Split(vkeys, ",") {
		verifiers = append(verifiers, newVerifier(vkey))
	}
	verifier := verifiers[0]
	opened, err := note.Open(text, note.VerifierList(verifiers...))
	check(err)
	if len(opened.Sigs) != len(verifiers) {
		log.Fatalf("%d of %d keys have signed", len(opened.Sigs), len(verifiers))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		log.Fatalf("not a checkpoint of %s: %q", verifier.Name(), opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	tree := tlog.Tree{N: size}
	if copy(tree.Hash[:], root) != len(tree.Hash) {
		log.Fatal("the root is not 32 bytes")
	}
	return tree
}

func readEntries(dir directory, size int64) [][]byte {
	var entries [][]byte
	for int64(len(entries)) < size {
		first := int64(len(entries))
		width := size - first
		if width > 1<<tileHeight {
			width = 1 << tileHeight
		}
		bundle, err := dir.read(tlog.Tile{H: tileHeight, L: -1, N: first >> tileHeight, W: int(width)})
		check(err)
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			entries = append(entries, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
		if int64(len(entries)) != first+width {
			log.Fatalf("the bundle from entry %d does not hold %d entries", first, width)
		}
	}
	return entries
}

// rootOf is worked out from the entries alone.
func rootOf(entries [][]byte) tlog.Hash {
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, hashes[index])
		}
		return found, nil
	})
	for index, entry := range entries {
		stored, err := tlog.StoredHashes(int64(index), entry, reader)
		check(err)
		hashes = append(hashes, stored...)
	}
	root, err := tlog.TreeHash(int64(len(entries)), reader)
	check(err)
	return root
}

func main() {
	dir, vkey := os.Args[1], os.Args[2]
	tree := openTree(dir, vkey)
	hashes := tlog.TileHashReader(tree, directory(dir))
	entries := readEntries(directory(dir), tree.N)
	if rootOf(entries) != tree.Hash {
		log.Fatal("the entries do not make the root that is signed")
	}
	for index := int64(0); index < tree.N; index += 37 {
		proof, err := tlog.ProveRecord(tree.N, index, hashes)
		check(err)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index])))
	}
	for _, argument := range os.Args[3:] {
		size, err := strconv.ParseInt(argument, 10, 64)
		check(err)
		proof, err := tlog.ProveTree(tree.N, size, hashes)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, size, rootOf(entries[:size])))
	}
	fmt.Printf("read %d entries, root %s\n", tree.N, tree.Hash)
}
