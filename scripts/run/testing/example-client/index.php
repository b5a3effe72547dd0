<?php
include __DIR__ . '/config.php';
header('Content-Type: text/plain');
echo "$title: open $redirectPage to log in.\n";
