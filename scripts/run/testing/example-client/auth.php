<?php
// A client of our own with the files and the settings of simple-oidc-client-php, for tests of its preset.
require __DIR__ . '/vendor/autoload.php';
include __DIR__ . '/config.php';

session_set_cookie_params(0, '/' . $sessionName);
session_name($sessionName);
session_start();

function ask(string $url, array $headers = [], ?array $form = null): array
{
    $request = curl_init($url);
    curl_setopt_array($request, [CURLOPT_RETURNTRANSFER => true, CURLOPT_HTTPHEADER => $headers, CURLOPT_TIMEOUT => 10]);
    if ($form !== null) {
        curl_setopt($request, CURLOPT_POSTFIELDS, http_build_query($form));
    }
    $body = json_decode((string) curl_exec($request), true);
    if (curl_getinfo($request, CURLINFO_RESPONSE_CODE) !== 200 || !is_array($body)) {
        stop("$url did not answer");
    }
    return $body;
}

function stop(string $why): never
{
    http_response_code(500);
    exit(htmlspecialchars("Nobody is signed in: $why."));
}

function token(int $length): string
{
    return rtrim(strtr(base64_encode(random_bytes($length)), '+/', '-_'), '=');
}

$aai = ask($issuer . '/.well-known/openid-configuration');
if ($aai['issuer'] !== $issuer) {
    stop('the document is of another issuer');
}

if (!isset($_GET['code'])) {
    $_SESSION['way'] = ['state' => token(16), 'nonce' => token(16), 'verifier' => token(32)];
    $way = $_SESSION['way'];
    $challenge = rtrim(strtr(base64_encode(hash('sha256', $way['verifier'], true)), '+/', '-_'), '=');
    header('Location: ' . $aai['authorization_endpoint'] . '?' . http_build_query([
        'response_type' => 'code',
        'client_id' => $clientId,
        'redirect_uri' => $redirectUrl,
        'scope' => implode(' ', array_keys($scopesDefine)),
        'state' => $way['state'],
        'nonce' => $way['nonce'],
        'code_challenge' => $challenge,
        'code_challenge_method' => $pkceCodeChallengeMethod,
    ]));
    exit;
}

$way = $_SESSION['way'] ?? null;
unset($_SESSION['way']);
if ($way === null || ($_GET['state'] ?? '') !== $way['state']) {
    stop('the state is another one');
}
session_regenerate_id(true);
$basic = base64_encode(urlencode($clientId) . ':' . urlencode($clientSecret));
$tokens = ask($aai['token_endpoint'], ["Authorization: Basic $basic"], [
    'grant_type' => 'authorization_code',
    'code' => $_GET['code'],
    'redirect_uri' => $redirectUrl,
    'code_verifier' => $way['verifier'],
]);
$claims = json_decode((string) base64_decode(strtr(explode('.', $tokens['id_token'] ?? '..')[1], '-_', '+/')), true);
if (($claims['nonce'] ?? '') !== $way['nonce']) {
    stop('the nonce is another one');
}
$user = ask($aai['userinfo_endpoint'], ['Authorization: Bearer ' . $tokens['access_token']]);
echo '<p>User Info: ' . var_export((object) $user, true) . '</p>';
